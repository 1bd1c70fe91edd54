package scf.websocket.local;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The picture of the README: two screenshots side by side, as windows on a desktop. */
final class Screenshots {
    private static final int GAP = 40;
    private static final int CORNER = 28;
    private static final Color DESK = new Color(0xE3E8F0);
    private static final Color FRAME = new Color(0xB8C2D0);

    private Screenshots() {}

    static void write(byte[] left, byte[] right, Path file) throws IOException {
        BufferedImage one = ImageIO.read(new ByteArrayInputStream(left));
        BufferedImage two = ImageIO.read(new ByteArrayInputStream(right));
        BufferedImage both = new BufferedImage(
                one.getWidth() + two.getWidth() + 3 * GAP,
                Math.max(one.getHeight(), two.getHeight()) + 2 * GAP,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D desk = both.createGraphics();
        desk.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        desk.setColor(DESK);
        desk.fillRect(0, 0, both.getWidth(), both.getHeight());
        place(desk, one, GAP);
        place(desk, two, one.getWidth() + 2 * GAP);
        desk.dispose();
        Files.createDirectories(file.getParent());
        ImageIO.write(both, "png", file.toFile());
    }

    private static void place(Graphics2D desk, BufferedImage window, int x) {
        var edge = new RoundRectangle2D.Double(x, GAP, window.getWidth(), window.getHeight(), CORNER, CORNER);
        desk.setClip(edge);
        desk.drawImage(window, x, GAP, null);
        desk.setClip(null);
        desk.setColor(FRAME);
        desk.setStroke(new BasicStroke(3));
        desk.draw(edge);
    }
}
