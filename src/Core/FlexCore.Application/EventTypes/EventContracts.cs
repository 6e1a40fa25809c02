using System.Globalization;
using System.Text;

namespace FlexCore.Application.EventTypes;

/// <summary>The contracts of declared types: a text that is committed beside the declarations, so that no change of them passes without a review. Pure.</summary>
/// <remarks>For each version its members, what its step does, its example, and what the example is read as today. Whatever order things were declared in, the text is the same.</remarks>
public static class EventContracts
{
    private const string Head = """
        # What is promised of events that are stored: every declared type, its versions, their members and steps, and how their examples are read.
        # Written by 'flexcore event contracts write'. Never change a version that was released: declare the next one with a step to it.
        """;

    private const string TitleStart = "type ";

    /// <summary>Writes the contracts.</summary>
    /// <param name="types">The declared types.</param>
    /// <returns>The text, with line feeds only.</returns>
    public static string Write(DeclaredEventTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        foreach (var type in types.All)
        {
            for (var version = 1; version <= type.Newest; version++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{TitleStart}{type.Name} v{version}\n");
                foreach (var line in Lines(type, version))
                {
                    text.Append("  ").Append(line).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Compares contracts.</summary>
    /// <param name="committed">The text that was reviewed.</param>
    /// <param name="actual">The text of today's declarations.</param>
    /// <returns>Every version that differs, in the order of today's text, then what is gone; empty when nothing does.</returns>
    public static IReadOnlyList<EventContractDifference> Compare(string committed, string actual)
    {
        var (before, now) = (Read(committed), Read(actual));
        var found = new List<EventContractDifference>();
        foreach (var (title, lines) in now)
        {
            var old = before.GetValueOrDefault(title);
            if (old is null || !old.SequenceEqual(lines, StringComparer.Ordinal))
            {
                var (removed, added) = (Without(old ?? [], lines), Without(lines, old ?? []));

                // The same lines in another order: only a hand can have done that.
                found.Add(removed.Count + added.Count > 0 ? new EventContractDifference(title, removed, added) : new EventContractDifference(title, old ?? [], lines));
            }
        }

        found.AddRange(before.Where(block => !now.ContainsKey(block.Key)).Select(static block => new EventContractDifference(block.Key, block.Value, [])));
        return found;
    }

    private static IEnumerable<string> Lines(EventType type, int number)
    {
        var version = type.Versions[number - 1];
        foreach (var member in version.Members.OrderBy(static member => member.Name, StringComparer.Ordinal))
        {
            yield return $"member {OneLine(member.Name)}: {member.KindText}";
        }

        foreach (var line in version.Next?.Text ?? [])
        {
            yield return $"next {OneLine(line)}";
        }

        if (version.Example is { } example)
        {
            yield return $"example {EventText.Write(EventText.Parse(example))}";
            yield return $"reads {UpcastChain.Run(type, number, type.Newest, example).Data}";
        }
    }

    private static string OneLine(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // A file that git checked out with other line ends is the same contract.
    private static OrderedDictionary<string, List<string>> Read(string text)
    {
        var blocks = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? lines = null;
        foreach (var line in text.Split('\n').Select(static line => line.TrimEnd('\r', ' ')).Where(static line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith(TitleStart, StringComparison.Ordinal))
            {
                if (!blocks.TryGetValue(line, out lines))
                {
                    blocks.Add(line, lines = []);
                }
            }
            else
            {
                // A line before the first title belongs to nothing that is declared, and so is a difference.
                if (lines is null)
                {
                    blocks.Add("", lines = []);
                }

                lines.Add(line.TrimStart());
            }
        }

        return blocks;
    }

    private static List<string> Without(List<string> lines, List<string> others)
    {
        var rest = others.ToList();
        return [.. lines.Where(line => !rest.Remove(line))];
    }
}
