package scf.websocket.local;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Two screenshots side by side: what the README shows. */
final class Picture {
    private static final int GAP = 24;

    private Picture() {}

    static void write(byte[] left, byte[] right, Path file) throws IOException {
        BufferedImage one = ImageIO.read(new ByteArrayInputStream(left));
        BufferedImage two = ImageIO.read(new ByteArrayInputStream(right));
        BufferedImage both = new BufferedImage(
                one.getWidth() + GAP + two.getWidth(),
                Math.max(one.getHeight(), two.getHeight()),
                BufferedImage.TYPE_INT_ARGB);
        copy(one, both, 0);
        copy(two, both, one.getWidth() + GAP);
        Files.createDirectories(file.getParent());
        ImageIO.write(both, "png", file.toFile());
    }

    private static void copy(BufferedImage from, BufferedImage to, int x) {
        int width = from.getWidth();
        int height = from.getHeight();
        to.setRGB(x, 0, width, height, from.getRGB(0, 0, width, height, null, 0, width), 0, width);
    }
}
