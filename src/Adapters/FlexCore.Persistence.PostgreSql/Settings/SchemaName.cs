namespace FlexCore.Persistence.PostgreSql.Settings;

/// <summary>The rule for names of schemas: what needs no quoting, so that no name can be more than a name.</summary>
internal static class SchemaName
{
    private const int LengthMax = 63;

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= LengthMax }
        && char.IsAsciiLetterLower(name[0])
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
