package cloud.billing.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list (contract 2).
 *
 * @param nextCursor where the next page begins; null on the last one (the audit feed has no last one)
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {}
