using System.Text.RegularExpressions;

namespace FlexCore.Domain.Tests.Deciders;

/// <summary>The README.md of a bounded context: its state diagram and its refusal codes, and the source beside it.</summary>
internal sealed partial class ContextPage
{
    private readonly string _folder;
    private readonly string _text;

    public ContextPage(string context)
    {
        _folder = Path.Combine(Root(), "src", "Core", "FlexCore.Domain", context);
        _text = File.ReadAllText(Path.Combine(_folder, "README.md"));
    }

    /// <summary>Every arrow, as "From --> To : Command"; the start is "Absent".</summary>
    public IReadOnlyList<string> Transitions =>
        [.. Arrow().Matches(_text).Select(match => match.Value.Trim().Replace("[*]", "Absent", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> RefusalCodes =>
        [.. CodeRow().Matches(_text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    /// <summary>The codes that the context's source can answer with, and those that hold for every aggregate.</summary>
    public IReadOnlyList<string> RefusalCodesInSource =>
    [
        .. Directory.EnumerateFiles(_folder, "*Refusals.cs")
            .SelectMany(file => NewRefusal().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Concat([Admission.WrongTenant, Admission.NoPrincipal])
            .Order(StringComparer.Ordinal),
    ];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FlexCore.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No FlexCore.sln above {AppContext.BaseDirectory}");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^ {4}\S+ --> \S+ : \w+$", RegexOptions.Multiline)]
    private static partial Regex Arrow();

    [GeneratedRegex("^\\| `([a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex("new\\(\"([a-z-]+)\",")]
    private static partial Regex NewRefusal();
}
