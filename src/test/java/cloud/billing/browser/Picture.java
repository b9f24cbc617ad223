package cloud.billing.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.openqa.selenium.chrome.ChromeDriver;

/** A picture of the whole page, as a PNG that says of which version of the page's files it is. */
record Picture(BufferedImage image, String page) {

    private static final Path PAGE = Path.of("src", "test", "resources", "console");
    private static final String FORMAT = "javax_imageio_png_1.0";

    /** Takes one, as large as the page is at this width, at two dots a pixel. */
    static Picture take(ChromeDriver driver, int width) throws Exception {
        resize(driver, width, 100);
        resize(driver, width, (Long) driver.executeScript("return document.documentElement.scrollHeight"));
        String png = (String) driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        return new Picture(
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png))), digestOfPage());
    }

    private static void resize(ChromeDriver driver, int width, long height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", false));
    }

    /** Writes it without the transparency that a page does not have. */
    void write(Path file) throws IOException {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(image, 0, 0, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0);
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(opaque), parameters);
        metadata.mergeTree(FORMAT, ofPage(page));
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        try (ImageOutputStream output = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(opaque, List.of(), metadata), parameters);
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode ofPage(String digest) {
        IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", "page");
        entry.setAttribute("value", digest);
        IIOMetadataNode text = new IIOMetadataNode("tEXt");
        text.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(text);
        return root;
    }

    static Picture read(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(input);
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(FORMAT);
            IIOMetadataNode entry =
                    (IIOMetadataNode) root.getElementsByTagName("tEXtEntry").item(0);
            return new Picture(reader.read(0), entry.getAttribute("value"));
        } finally {
            reader.dispose();
        }
    }

    /** A digest of the page's files, with their names. */
    static String digestOfPage() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> files = Files.list(PAGE)) {
            files.sorted().forEach(file -> {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(content(file));
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
