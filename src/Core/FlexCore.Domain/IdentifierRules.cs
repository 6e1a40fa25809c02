namespace FlexCore.Domain;

/// <summary>The alphabet and lengths of names that become parts of stream ids, file names and metric labels.</summary>
internal static class IdentifierRules
{
    public const int TenantLengthMax = 64;
    public const int KindLengthMax = 64;
    public const int KeyLengthMax = 200;

    public static void Require(string field, string value, int lengthMax, bool upperCase)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Violation(value, lengthMax, upperCase) is { } rule)
        {
            throw new InvalidIdentifierException(field, value, rule);
        }
    }

    /// <summary>The rule that a name breaks, as the end of a sentence that begins with the field; null when it breaks none.</summary>
    public static string? Violation(string value, int lengthMax, bool upperCase)
    {
        if (value.Length == 0 || value.Length > lengthMax)
        {
            return $"must have 1 to {lengthMax} characters but has {value.Length}";
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (!IsAllowed(value[i], first: i == 0, upperCase))
            {
                var letters = upperCase ? "letters" : "lower-case letters";
                return $"may hold only {letters}, digits, '-', '_', '.' (and ':' after the first character of a key); position {i + 1} does not";
            }
        }

        return null;
    }

    private static bool IsAllowed(char c, bool first, bool upperCase)
    {
        if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
        {
            return true;
        }

        if (char.IsAsciiLetterUpper(c))
        {
            return upperCase;
        }

        return !first && (c is '-' or '_' or '.' || (c == ':' && upperCase));
    }
}
