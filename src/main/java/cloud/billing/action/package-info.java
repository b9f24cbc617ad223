/** The action protocol of the public endpoint: envelope, request ids, error codes, dispatch by name; it knows nothing of billing. */
@NullMarked
package cloud.billing.action;

import org.jspecify.annotations.NullMarked;
