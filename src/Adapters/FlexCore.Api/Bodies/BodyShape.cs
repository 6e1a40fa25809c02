using System.Text.Json;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Bodies;

/// <summary>The members that a JSON body may have: what is not listed is refused, and the OpenAPI document shows the same list.</summary>
/// <param name="Fields">The members.</param>
internal sealed record BodyShape(IReadOnlyList<BodyField> Fields)
{
    /// <summary>Checks an object against the list.</summary>
    /// <param name="value">The body.</param>
    /// <returns>Its members.</returns>
    /// <exception cref="ProblemException">It is no object, or has an unknown, repeated, missing or wrong member.</exception>
    public BodyValues Check(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ProblemException(ProblemCodes.BadField, $"The body is {NameOf(value.ValueKind)}. Send an object with {Names()}.");
        }

        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var field = Fields.FirstOrDefault(field => field.Name == member.Name)
                ?? throw Bad(ProblemCodes.UnknownField, member.Name, $"The field '{Shown.Of(member.Name)}' is unknown. Use {Names()}.");
            if (!values.TryAdd(member.Name, member.Value))
            {
                throw Bad(ProblemCodes.BadField, field.Name, $"The field '{field.Name}' comes twice. Send it once.");
            }

            if (member.Value.ValueKind != JsonValueKind.Null && Expected(field.Kind, member.Value) is { } expected)
            {
                throw Bad(ProblemCodes.BadField, field.Name, $"The field '{field.Name}' is {NameOf(member.Value.ValueKind)}. Send {expected}.");
            }
        }

        var missing = Fields.FirstOrDefault(field => field.Required && !(values.TryGetValue(field.Name, out var found) && found.ValueKind != JsonValueKind.Null));
        return missing is null ? new BodyValues(values) : throw Bad(ProblemCodes.BadField, missing.Name, $"The field '{missing.Name}' is missing. {missing.Description}");
    }

    private static ProblemException Bad(string code, string field, string detail) => new(new Problem(code, detail) { Field = Shown.Of(field) });

    private string Names() => Fields.Count == 0 ? "no field" : string.Join(", ", Fields.Select(field => field.Name));

    // What would be right, or null when the value is right.
    private static string? Expected(BodyFieldKind kind, JsonElement value) => (kind, value.ValueKind) switch
    {
        (BodyFieldKind.Any, _) or (BodyFieldKind.Text or BodyFieldKind.Document, JsonValueKind.String) => null,
        (BodyFieldKind.Flag, JsonValueKind.True or JsonValueKind.False) => null,
        (BodyFieldKind.Document or BodyFieldKind.Object, JsonValueKind.Object) => null,
        (BodyFieldKind.Map, JsonValueKind.Object) => value.EnumerateObject().All(member => IsScalar(member.Value.ValueKind)) ? null : "an object of strings, numbers or booleans",
        (BodyFieldKind.Number, JsonValueKind.Number) => value.TryGetInt32(out _) ? null : "a whole number",
        (BodyFieldKind.Text, _) => "a string",
        (BodyFieldKind.Flag, _) => "true or false",
        (BodyFieldKind.Document, _) => "the document as a string or an object",
        (BodyFieldKind.Number, _) => "a whole number",
        _ => "an object",
    };

    private static bool IsScalar(JsonValueKind kind) => kind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
