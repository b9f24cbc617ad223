/** Downgrade orders: their life cycle, the races for them, and the actions on them. */
@NullMarked
package cloud.billing.downgrade;

import org.jspecify.annotations.NullMarked;
