import java.util.ArrayList;
import java.util.Arrays;

import com.google.refine.model.recon.ReconJob;
import com.google.refine.model.recon.StandardReconConfig;
import com.google.refine.util.HttpClient;
import com.google.refine.util.ParsingUtilities;

/** Reconciles names as OpenRefine does for a column; a line for each: judgment, id of the match or "-", number of candidates. */
public class Reconcile {

    private static final int CANDIDATES = 5;

    /** @param arguments the service's address, a type, and the names */
    public static void main(String[] arguments) throws Exception {
        var manifest = ParsingUtilities.mapper.readTree(new HttpClient().getAsString(arguments[0], null));
        var type = arguments[1];
        var config = new StandardReconConfig(arguments[0], manifest.get("identifierSpace").asText(),
                manifest.get("schemaSpace").asText(), type, type, true, new ArrayList<>(), CANDIDATES);
        var jobs = new ArrayList<ReconJob>();
        Arrays.stream(arguments).skip(2).map(config::createSimpleJob).forEach(jobs::add);
        for (var recon : config.batchRecon(jobs, 1)) {
            System.out.println("recon " + recon.judgment + " " + (recon.match == null ? "-" : recon.match.id) + " "
                    + (recon.candidates == null ? 0 : recon.candidates.size()));
        }
        // The client keeps threads.
        System.exit(0);
    }
}
