using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Streams.Tests.EventTypes;

/// <summary>A declared step does what a few lines over a list of members say it does.</summary>
public sealed class DeclaredStepProperties
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    [Fact]
    public void A_step_is_remove_then_rename_then_set()
    {
        var name = Gen.Elements(Names);
        var scenario =
            from present in Gen.SubListOf(Names)
            from removed in Gen.SubListOf(Names)
            from renames in (from one in name from other in name select (one, other)).ListOf()
            from set in Gen.SubListOf(Names)
            select (Present: present.ToList(), Removed: removed.ToList(), Renames: renames.ToList(), Set: set.ToList());
        Prop.ForAll(scenario.ToArbitrary(), found =>
        {
            // As the loader demands: each name once on either side, and no member has two reasons to be there.
            var renamed = found.Renames.DistinctBy(static pair => pair.one).DistinctBy(static pair => pair.other).Where(pair => !found.Removed.Contains(pair.one)).ToList();
            var set = found.Set.Where(member => renamed.TrueForAll(pair => pair.other != member)).ToList();
            var parts = new List<string>();
            Add(parts, "remove", found.Removed, "[", "]");
            Add(parts, "rename", [.. renamed.Select(static pair => $"{pair.one}: {pair.other}")], "{", "}");
            Add(parts, "set", [.. set.Select(static member => $"{member}: (data.a ?? 0) + 100")], "{", "}");
            var data = $"{{{string.Join(',', found.Present.Select(static (member, index) => $"\"{member}\":{index}"))}}}";

            var outcome = EventTypeLoaderTests.Types(EventTypeLoaderTests.Step($"{{ {string.Join(", ", parts)} }}")).Upcast("T", 1, data);

            return Model(found.Present, found.Removed, renamed, set) is { } expected ? (outcome.Data, outcome.Fault) == (expected, null) : outcome.Fault is not null && outcome.Data == data;
        }).QuickCheckThrowOnFailure();
    }

    private static void Add(List<string> parts, string key, List<string> entries, string begin, string end)
    {
        if (entries.Count > 0)
        {
            parts.Add($"{key}: {begin} {string.Join(", ", entries)} {end}");
        }
    }

    // Null when two members would have one name.
    private static string? Model(List<string> present, List<string> removed, List<(string One, string Other)> renamed, List<string> set)
    {
        var members = present.Select(static (member, index) => (Name: member, Value: index)).Where(member => !removed.Contains(member.Name))
            .Select(member => (Name: renamed.Find(pair => pair.One == member.Name) is { Other: { } other } ? other : member.Name, member.Value)).ToList();
        if (members.DistinctBy(static member => member.Name).Count() < members.Count)
        {
            return null;
        }

        var given = (present.Contains("a") ? present.IndexOf("a") : 0) + 100;
        foreach (var member in set)
        {
            var at = members.FindIndex(found => found.Name == member);
            if (at < 0)
            {
                members.Add((member, given));
            }
            else
            {
                members[at] = (member, given);
            }
        }

        return $"{{{string.Join(',', members.Select(static member => string.Create(CultureInfo.InvariantCulture, $"\"{member.Name}\":{member.Value}")))}}}";
    }
}
