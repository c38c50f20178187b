package org.tamga.gateway.brief;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.w3c.dom.Element;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;

/**
 * Draws SVG as our own templates write it: lines, circles, and paths of M, H and V, with {@code stroke} and {@code fill} as attributes.
 * Words in it are left to the document around, which has the fonts; Java's own would need some on the machine. All of SVG (Batik)
 * would be twenty libraries for this.
 */
final class Drawing implements SVGDrawer {

    private static final Pattern COMMAND = Pattern.compile("([MHV])\\s*([\\d.]+)(?:[ ,]([\\d.]+))?");

    @Override
    public void importFontFaceRules(List<FontFaceRule> rules, SharedContext context) {
        // There are no words in it.
    }

    @Override
    public void addFontFile(File file, String family, Integer weight, FontStyle style) {
        // As above.
    }

    @Override
    public SVGImage buildSVGImage(Element picture, Box box, CssContext context, double cssWidth, double cssHeight,
            double dotsPerPixel) {
        var size = picture.getAttribute("viewBox").split(" ");
        return new Image(picture, Integer.parseInt(size[2]), Integer.parseInt(size[3]), dotsPerPixel);
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private record Image(Element picture, int width, int height, double dotsPerPixel) implements SVGImage {

        @Override
        public int getIntrinsicWidth() {
            return (int) (width * dotsPerPixel);
        }

        @Override
        public int getIntrinsicHeight() {
            return (int) (height * dotsPerPixel);
        }

        @Override
        public void drawSVG(OutputDevice device, RenderingContext context, double x, double y) {
            device.drawWithGraphics((float) x, (float) y, width, height, this::draw);
        }

        private void draw(Graphics2D graphics) {
            for (var node = picture.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element) {
                    shape(element).ifPresent(shape -> paint(graphics, element, shape));
                }
            }
        }
    }

    private static void paint(Graphics2D graphics, Element element, Shape shape) {
        if (element.getAttribute("fill").startsWith("#")) {
            graphics.setColor(Color.decode(element.getAttribute("fill")));
            graphics.fill(shape);
        }
        var width = element.getAttribute("stroke-width");
        graphics.setStroke(new BasicStroke(width.isEmpty() ? 1 : Float.parseFloat(width)));
        graphics.setColor(Color.decode(element.getAttribute("stroke")));
        graphics.draw(shape);
    }

    private static Optional<Shape> shape(Element element) {
        return switch (element.getTagName()) {
            case "line" -> Optional.of(new Line2D.Double(number(element, "x1"), number(element, "y1"), number(element, "x2"),
                    number(element, "y2")));
            case "circle" -> {
                var radius = number(element, "r");
                yield Optional.of(new Ellipse2D.Double(number(element, "cx") - radius, number(element, "cy") - radius,
                        2 * radius, 2 * radius));
            }
            case "path" -> Optional.of(path(element.getAttribute("d")));
            default -> Optional.empty();
        };
    }

    private static Path2D path(String commands) {
        var path = new Path2D.Double();
        var next = COMMAND.matcher(commands);
        while (next.find()) {
            var number = Double.parseDouble(next.group(2));
            switch (next.group(1)) {
                case "M" -> path.moveTo(number, Double.parseDouble(next.group(3)));
                case "H" -> path.lineTo(number, path.getCurrentPoint().getY());
                default -> path.lineTo(path.getCurrentPoint().getX(), number);
            }
        }
        return path;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
