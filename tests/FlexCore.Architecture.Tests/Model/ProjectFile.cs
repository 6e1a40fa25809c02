using System.Xml.Linq;

namespace FlexCore.Architecture.Tests.Model;

/// <summary>One project file: what it references and which packages it takes.</summary>
internal sealed record ProjectFile(string Name, string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public bool IsSource => Path.StartsWith("src/", StringComparison.Ordinal);

    public static ProjectFile Parse(string path, string xml)
    {
        var items = XDocument.Parse(xml).Descendants().ToLookup(element => element.Name.LocalName, element => element.Attribute("Include")?.Value ?? "");
        return new ProjectFile(
            System.IO.Path.GetFileNameWithoutExtension(path),
            path,
            [.. items["ProjectReference"].Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))).Order(StringComparer.Ordinal)],
            [.. items["PackageReference"].Order(StringComparer.Ordinal)]);
    }
}
