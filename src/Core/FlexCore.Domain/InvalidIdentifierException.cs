namespace FlexCore.Domain;

/// <summary>A tenant, entity kind or entity key that breaks the naming rule.</summary>
public sealed class InvalidIdentifierException : ArgumentException
{
    /// <summary>Creates the error.</summary>
    /// <param name="field">What was being named: <c>tenant</c>, <c>kind</c>, <c>key</c>.</param>
    /// <param name="value">The refused value.</param>
    /// <param name="rule">The rule it breaks, as the end of a sentence that begins with the field.</param>
    public InvalidIdentifierException(string field, string value, string rule)
        : base($"The {field} '{value}' is not valid: it {rule}.")
    {
        Field = field;
        Value = value;
    }

    /// <summary>What was being named.</summary>
    public string Field { get; }

    /// <summary>The refused value.</summary>
    public string Value { get; }
}
