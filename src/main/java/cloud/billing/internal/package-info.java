/** The internal API's protocol: problems, scopes, callers, ids and pages; of billing it knows the codes of the problems, and no more. */
@NullMarked
package cloud.billing.internal;

import org.jspecify.annotations.NullMarked;
