using System.Globalization;
using System.Text.Json;

namespace FlexCore.Application.TimeTravel;

/// <summary>Finds the differences between two states. Applied to the first in order, they give the second. Pure.</summary>
public static class StateDiff
{
    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 1_000 };

    /// <summary>The differences.</summary>
    /// <param name="from">The first state as JSON.</param>
    /// <param name="to">The second state as JSON.</param>
    public static IReadOnlyList<StateChange> Between(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to)
    {
        using var first = JsonDocument.Parse(from, AnyDepth);
        using var second = JsonDocument.Parse(to, AnyDepth);
        var changes = new List<StateChange>();
        Compare(first.RootElement, second.RootElement, "", changes);
        return changes;
    }

    private static void Compare(JsonElement from, JsonElement to, string path, List<StateChange> changes)
    {
        switch (from.ValueKind, to.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareObjects(from, to, path, changes);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareArrays(from, to, path, changes);
                break;
            default:
                if (!JsonElement.DeepEquals(from, to))
                {
                    changes.Add(new StateChange("replace", path, to.GetRawText(), from.GetRawText()));
                }

                break;
        }
    }

    private static void CompareObjects(JsonElement from, JsonElement to, string path, List<StateChange> changes)
    {
        foreach (var member in from.EnumerateObject())
        {
            var place = $"{path}/{Escape(member.Name)}";
            if (to.TryGetProperty(member.Name, out var now))
            {
                Compare(member.Value, now, place, changes);
            }
            else
            {
                changes.Add(new StateChange("remove", place, null, member.Value.GetRawText()));
            }
        }

        foreach (var member in to.EnumerateObject())
        {
            if (!from.TryGetProperty(member.Name, out _))
            {
                changes.Add(new StateChange("add", $"{path}/{Escape(member.Name)}", member.Value.GetRawText(), null));
            }
        }
    }

    // From the end for what goes, so that the places of the others stay what they are while the list is applied.
    private static void CompareArrays(JsonElement from, JsonElement to, string path, List<StateChange> changes)
    {
        var (before, after) = (from.GetArrayLength(), to.GetArrayLength());
        for (var i = 0; i < Math.Min(before, after); i++)
        {
            Compare(from[i], to[i], Place(path, i), changes);
        }

        for (var i = before - 1; i >= after; i--)
        {
            changes.Add(new StateChange("remove", Place(path, i), null, from[i].GetRawText()));
        }

        for (var i = before; i < after; i++)
        {
            changes.Add(new StateChange("add", Place(path, i), to[i].GetRawText(), null));
        }
    }

    private static string Place(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}/{index}");

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
