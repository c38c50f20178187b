package org.tamga.local.token;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The key pair with which a local suite signs and checks its tokens: RSA of 2048 bits, made when first asked for.
 * <p>
 * The private key is the file {@code private.pem} (PKCS#8, readable by its owner alone), the public one {@code public.pem}
 * (X.509 SubjectPublicKeyInfo), which services read.
 */
public final class SigningKeys {

    private final Path folder;

    /** @param folder made with the keys if absent */
    public SigningKeys(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * The file with the public key, made with its private one if there is none yet.
     *
     * @throws IOException if the folder cannot be read or written
     */
    public Path publicKeyFile() throws IOException {
        privateKey();
        return folder.resolve("public.pem");
    }

    /**
     * The key that signs.
     *
     * @throws IOException if the folder cannot be read or written, or the file holds no such key
     */
    public RSAPrivateCrtKey privateKey() throws IOException {
        try {
            Path file = folder.resolve("private.pem");
            if (!Files.exists(file)) {
                make(file);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----", ""));
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!Files.exists(folder.resolve("public.pem"))) {
                writePublic(key);
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("No usable key in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void make(Path file) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        // Written aside and moved, so that two commands that both come first agree on one whole key.
        Path fresh = Files.createTempFile(folder, "private", null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another command was first; its key counts.
        } finally {
            Files.delete(fresh);
        }
    }

    private void writePublic(RSAPrivateCrtKey key) throws IOException, GeneralSecurityException {
        byte[] encoded = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                .getEncoded();
        Path fresh = Files.createTempFile(folder, "public", null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        Files.writeString(fresh, pem("PUBLIC KEY", encoded));
        Files.move(fresh, folder.resolve("public.pem"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String kind, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
