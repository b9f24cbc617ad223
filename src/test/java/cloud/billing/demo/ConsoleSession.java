package cloud.billing.demo;

import org.springframework.util.Assert;

/**
 * Who is signed in to the console. A real console gets this from the platform's sign-in.
 *
 * @param api where the action endpoint is, without its path
 * @param token the user's bearer token (contract 3)
 */
public record ConsoleSession(String api, String user, String accountId, String token) {

    public ConsoleSession {
        Assert.isTrue(api.matches("http://[a-z]+:\\d+"), "the address becomes part of a header");
    }
}
