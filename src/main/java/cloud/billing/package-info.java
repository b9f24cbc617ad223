/** The application; each package below it is one feature. */
@NullMarked
package cloud.billing;

import org.jspecify.annotations.NullMarked;
