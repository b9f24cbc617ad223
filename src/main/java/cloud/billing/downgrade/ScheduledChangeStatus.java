package cloud.billing.downgrade;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of a scheduled change, in the words of the describe actions (contract 1.3). */
enum ScheduledChangeStatus {

    /** Nothing is scheduled. */
    @JsonProperty("Enable")
    ENABLE,

    /** Scheduled, and can be cancelled. */
    @JsonProperty("WaitToEnable")
    WAIT_TO_ENABLE,

    /** Due or being applied: too late. */
    @JsonProperty("Processing")
    PROCESSING
}
