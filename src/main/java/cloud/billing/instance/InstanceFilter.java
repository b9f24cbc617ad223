package cloud.billing.instance;

import cloud.billing.action.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the account's instances are wanted; null matches any (contract 1.3).
 *
 * @param instanceName a name or, with a trailing {@code *}, a prefix of names
 * @param pageNum from 1
 */
record InstanceFilter(
        @Nullable List<String> instanceIds,
        @Nullable String instanceName,
        @Nullable String zoneId,
        @Nullable String instanceType,
        @Nullable String instanceStatus,
        @Nullable String internetChargeType,
        int pageNum,
        int pageSize) {

    private static final int MOST_IDS = 100;
    private static final int NAME_LENGTH = 256; // the longest name and the asterisk
    private static final int LENGTH = 64;
    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 1000;

    static InstanceFilter of(Parameters parameters) {
        return new InstanceFilter(
                parameters.ids("instanceIds", MOST_IDS),
                parameters.text("instanceName", NAME_LENGTH),
                parameters.text("zoneId", LENGTH),
                parameters.text("instanceType", LENGTH),
                parameters.text("instanceStatus", LENGTH),
                parameters.text("internetChargeType", LENGTH),
                parameters.number("pageNum", 1, 1, Integer.MAX_VALUE),
                parameters.number("pageSize", USUAL_PAGE, 1, LARGEST_PAGE));
    }

    long offset() {
        return (long) (pageNum - 1) * pageSize;
    }
}
