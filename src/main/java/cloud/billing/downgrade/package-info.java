/** Downgrade orders: their life, the races for them, and the actions over them. */
@NullMarked
package cloud.billing.downgrade;

import org.jspecify.annotations.NullMarked;
