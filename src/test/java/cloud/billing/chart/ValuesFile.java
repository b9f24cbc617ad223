package cloud.billing.chart;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of values.yaml and which of them have a comment. */
final class ValuesFile {

    /** Maps whose keys are free, so that they are one value. */
    private static final Set<String> FREE = Set.of("labels", "requests", "limits");

    private ValuesFile() {}

    /** Where a value is ("database.runtime.existingSecret"), groups included. */
    record Key(String path, boolean commented) {}

    static List<Key> keys() {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        Node root = new Yaml(options).compose(new StringReader(ChartFiles.read("values.yaml")));
        return keys("", root).toList();
    }

    private static Stream<Key> keys(String prefix, Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().flatMap(entry -> keys(prefix, entry))
                : Stream.empty();
    }

    private static Stream<Key> keys(String prefix, NodeTuple entry) {
        String name = ((ScalarNode) entry.getKeyNode()).getValue();
        boolean commented = !entry.getKeyNode().getBlockComments().isEmpty();
        Stream<Key> below = FREE.contains(name) ? Stream.empty() : keys(prefix + name + ".", entry.getValueNode());
        return Stream.concat(Stream.of(new Key(prefix + name, commented)), below);
    }
}
