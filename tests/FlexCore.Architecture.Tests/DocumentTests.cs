using System.Text.RegularExpressions;
using FlexCore.Architecture.Tests.Model;

namespace FlexCore.Architecture.Tests;

/// <summary>Documents name files that exist. A page that sends its reader nowhere is worse than none.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Tops = [".build", ".github", "deploy", "hocon", "src", "tests"];

    private static readonly IReadOnlyList<string> Files =
    [
        .. Tops.Select(top => Path.Combine(Repository.Current.Root, top)).Where(Directory.Exists)
            .SelectMany(top => Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Current.Root))
            .Select(file => Path.GetRelativePath(Repository.Current.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)),
    ];

    private static readonly ILookup<string, string> ByName = Files.ToLookup(file => Path.GetFileName(file), StringComparer.Ordinal);

    public static TheoryData<string> Documents => [.. Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_a_document_names_exists(string document)
    {
        var text = Repository.Current.Read(document);

        Budget.None(
            FileName().Matches(text).Select(match => match.Groups[1].Value).Distinct().Where(name => !ByName[Path.GetFileName(name)].Any())
                .Select(name => $"{document} names {name}"),
            "A named file exists.");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Current.Root, document)) ?? "";

        Budget.None(
            Link().Matches(Code().Replace(Repository.Current.Read(document), "")).Select(match => match.Groups[1].Value)
                .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
                .Where(link => !Path.Exists(Path.GetFullPath(Path.Combine(folder, link.Split('#')[0]))))
                .Select(link => $"{document} links to {link}"),
            "A link leads somewhere.");
    }

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|sql|props|sh|txt))`")]
    private static partial Regex FileName();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
