namespace FlexCore.Application.Messaging;

/// <summary>A member of a message that breaks a rule.</summary>
/// <param name="Field">Its name in JSON.</param>
/// <param name="Value">What it holds, as text; cut where it is long.</param>
/// <param name="Remedy">What to send instead, a sentence.</param>
public sealed record FieldMistake(string Field, string Value, string Remedy)
{
    private const int ValueLengthMax = 60;

    /// <inheritdoc/>
    public override string ToString() => $"The field '{Field}' is {Shown(Value)}. {Remedy}";

    private static string Shown(string value)
    {
        var cut = value.Length <= ValueLengthMax ? value : value[..ValueLengthMax] + "…";
        return $"'{string.Concat(cut.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c))}'";
    }
}
