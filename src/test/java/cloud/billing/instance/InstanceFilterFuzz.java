package cloud.billing.instance;

import cloud.billing.action.ActionException;
import cloud.billing.action.ParsedBody;
import cloud.billing.fuzz.Property;
import cloud.billing.fuzz.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Any bytes as the body of DescribeInstances: a filter's value never becomes part of the statement, only its presence does. */
public final class InstanceFilterFuzz {

    private InstanceFilterFuzz() {}

    public static void fuzzerTestOneInput(byte[] body) {
        try {
            check(InstanceFilter.of(ParsedBody.of(body)));
        } catch (ActionException refusal) {
            Refusal.check(refusal);
        }
    }

    private static void check(InstanceFilter filter) {
        Map<String, Object> parameters = new HashMap<>();
        String statement = InstanceList.statement(filter, parameters);
        Property.holds(
                statement.equals(InstanceList.statement(harmless(filter), new HashMap<>())), "values stay outside");
        Property.holds(parameters.keySet().stream().allMatch(name -> statement.contains(":" + name)), "all are used");
        Property.holds(filter.offset() >= 0 && filter.offset() < 1L << 41, "the offset is one");
        Property.holds(filter.pageSize() >= 1 && filter.pageSize() <= 1000, "a page is not endless");
        Property.holds(texts(filter).noneMatch(text -> text.indexOf('\0') >= 0), "the database can read all of it");
    }

    private static Stream<String> texts(InstanceFilter filter) {
        return Stream.of(
                        filter.instanceName(),
                        filter.zoneId(),
                        filter.instanceType(),
                        filter.instanceStatus(),
                        filter.internetChargeType())
                .filter(text -> text != null);
    }

    /** The same filters, with harmless values. */
    private static InstanceFilter harmless(InstanceFilter filter) {
        return new InstanceFilter(
                filter.instanceIds() == null ? null : List.of("a"),
                filter.instanceName() == null ? null : filter.instanceName().endsWith("*") ? "a*" : "a",
                filter.zoneId() == null ? null : "a",
                filter.instanceType() == null ? null : "a",
                filter.instanceStatus() == null ? null : "a",
                filter.internetChargeType() == null ? null : "a",
                1,
                1);
    }
}
