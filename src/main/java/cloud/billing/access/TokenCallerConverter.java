package cloud.billing.access;

import static cloud.billing.access.AccessRefusedException.Reason.INVALID_TOKEN;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

/** Reads the caller from a verified token's claims (contract 3). */
final class TokenCallerConverter implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cc}\\p{Cs}]*");

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        String subject = text(token, "sub");
        if (subject == null) {
            throw new AccessRefusedException(INVALID_TOKEN, "The token has no subject.");
        }
        String accountId = text(token, "account_id");
        // Or a user's token with an unreadable account would pass for a service's.
        if (accountId == null && token.hasClaim("account_id")) {
            throw new AccessRefusedException(INVALID_TOKEN, "The token's account_id is not valid.");
        }
        Actor actor = new Actor(accountId == null ? Actor.Type.SERVICE : Actor.Type.USER, subject);
        return new CallerAuthentication(new Caller(actor, accountId, scopes(token), null));
    }

    private static Set<Scope> scopes(Jwt token) {
        String scope = text(token, "scope");
        return Scope.among(scope == null ? List.of() : Arrays.asList(scope.split(" ")));
    }

    /** A claim's text; null if it is absent, not text, blank or not storable. */
    private static @Nullable String text(Jwt token, String claim) {
        Object value = token.getClaim(claim);
        return value instanceof String text
                        && !text.isBlank()
                        && PLAIN.matcher(text).matches()
                ? text
                : null;
    }
}
