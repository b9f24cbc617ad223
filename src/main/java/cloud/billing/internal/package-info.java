/** The internal API's protocol: problems, scopes, callers, ids and pages; of billing it knows only the codes of the problems. */
@NullMarked
package cloud.billing.internal;

import org.jspecify.annotations.NullMarked;
