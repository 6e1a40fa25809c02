using System.Text;
using FlexCore.Application.Privacy.Sealing;

namespace FlexCore.Application.Tests.Privacy;

/// <summary>Random JSON objects, with names and values that are awkward to point at.</summary>
internal static class Documents
{
    private static readonly string[] Names = ["a", "b/c", "d~e", "größe", "", "0", "f\\\"g"];
    private static readonly string[] Values = ["1", "1.50", "-0", "1e400", "true", "null", "\"secret\"", "\"größe\"", "\"\\u0041\"", "[]", "{}"];

    public static string Next(Random random, int depth)
    {
        var text = new StringBuilder("{");
        foreach (var (name, index) in Names.OrderBy(_ => random.Next()).Take(1 + random.Next(4)).Select(static (name, index) => (name, index)))
        {
            text.Append(index == 0 ? "" : ", ").Append('"').Append(name).Append("\": ").Append(Value(random, depth));
        }

        return text.Append('}').ToString();
    }

    /// <summary>The pointers of all values but the outermost one.</summary>
    public static List<string> Pointers(string data)
    {
        var found = new List<string>();
        var seen = new Everything(found);
        _ = JsonPlaces.At(Encoding.UTF8.GetBytes(data), seen);
        return found;
    }

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 3 : 1) switch
    {
        1 => Next(random, depth - 1),
        2 => $"[{string.Join(" ,", Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1)))}]",
        _ => Values[random.Next(Values.Length)],
    };

    // Asked for every pointer on the way, wants none.
    private sealed class Everything(List<string> found) : HashSet<string>, IReadOnlySet<string>
    {
        bool IReadOnlySet<string>.Contains(string item)
        {
            if (item.Length > 0)
            {
                found.Add(item);
            }

            return false;
        }
    }
}
