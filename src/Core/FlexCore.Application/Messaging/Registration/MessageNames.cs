namespace FlexCore.Application.Messaging.Registration;

/// <summary>The rule of the names of commands, queries and modules. Pure.</summary>
public static class MessageNames
{
    /// <summary>The most characters.</summary>
    public const int LengthMax = 100;

    /// <summary>Checks a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">It breaks the rule.</exception>
    public static string Require(string name) => IsName(name)
        ? name
        : throw new ArgumentException($"'{name}' is no name: use 1 to {LengthMax} characters of lower-case letters and digits, in words divided by dots or dashes, for example 'orders.place'.", nameof(name));

    /// <summary>Whether a text can be a name.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string? name) => name is { Length: > 0 and <= LengthMax }
        && name.Split('.', '-').All(static word => word.Length > 0 && word.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
}
