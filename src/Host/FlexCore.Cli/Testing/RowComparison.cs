using System.Text.Json;
using FlexCore.Streams.Cases;

namespace FlexCore.Cli.Testing;

/// <summary>Compares two records by content: numbers by value, the order of fields does not count.</summary>
/// <param name="ignored">Fields that take no part, at the top of the record.</param>
/// <param name="fields">Which fields are compared.</param>
internal sealed class RowComparison(IReadOnlyList<string> ignored, CaseFields fields)
{
    /// <summary>The fields that differ; empty when the records are equal.</summary>
    /// <param name="expected">The expected record.</param>
    /// <param name="actual">The actual record.</param>
    public IReadOnlyList<FieldDifference> Compare(JsonElement expected, JsonElement actual)
    {
        var differences = new List<FieldDifference>();
        foreach (var property in expected.EnumerateObject().Where(property => !ignored.Contains(property.Name)))
        {
            if (!actual.TryGetProperty(property.Name, out var value))
            {
                differences.Add(new FieldDifference(property.Name, property.Value.GetRawText(), null));
            }
            else if (!AreEqual(property.Value, value))
            {
                differences.Add(new FieldDifference(property.Name, property.Value.GetRawText(), value.GetRawText()));
            }
        }

        if (fields == CaseFields.All)
        {
            differences.AddRange(actual.EnumerateObject()
                .Where(property => !ignored.Contains(property.Name) && !expected.TryGetProperty(property.Name, out _))
                .Select(property => new FieldDifference(property.Name, null, property.Value.GetRawText())));
        }

        return differences;
    }

    private static bool AreEqual(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return false;
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Number => AreEqualNumbers(expected, actual),
            JsonValueKind.String => string.Equals(expected.GetString(), actual.GetString(), StringComparison.Ordinal),
            JsonValueKind.Array => expected.GetArrayLength() == actual.GetArrayLength()
                && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second)),
            JsonValueKind.Object => expected.EnumerateObject().Count() == actual.EnumerateObject().Count()
                && expected.EnumerateObject().All(property => actual.TryGetProperty(property.Name, out var value) && AreEqual(property.Value, value)),
            _ => true,
        };
    }

    // Exact where the digits say so, so that long identifiers differ in their last digit; otherwise as doubles: 1.0 is 1.
    private static bool AreEqualNumbers(JsonElement expected, JsonElement actual) =>
        expected.TryGetDecimal(out var left) && actual.TryGetDecimal(out var right)
            ? left == right
            : expected.GetDouble().Equals(actual.GetDouble());
}
