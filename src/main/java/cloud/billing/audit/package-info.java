/** The audit log: append-only, written in the transaction that it records. */
@NullMarked
package cloud.billing.audit;

import org.jspecify.annotations.NullMarked;
