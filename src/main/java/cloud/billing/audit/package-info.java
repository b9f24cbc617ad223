/** The audit log: append-only, written in the transaction that it is the record of. */
@NullMarked
package cloud.billing.audit;

import org.jspecify.annotations.NullMarked;
