using System.Text.RegularExpressions;
using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>Names say what a thing is, and a path says where it lives.</summary>
internal static partial class NamingRules
{
    public static IEnumerable<string> EmptyNames(SourceFile file) =>
        from type in file.Types
        let name = SourceFile.NameOf(type)
        where EmptyName().IsMatch(name)
        select $"{file.At(type)} '{name}' says nothing about what it does";

    public static IEnumerable<string> NamespaceUnlikeFolder(SourceFile file)
    {
        if (file.TopLevelTypes.Count == 0)
        {
            return [];
        }

        var folders = file.Path.Split('/').SkipWhile(segment => !segment.StartsWith("FlexCore.", StringComparison.Ordinal)).SkipLast(1);
        var expected = string.Join('.', folders);
        return file.Namespace == expected ? [] : [$"{file.Path} declares '{file.Namespace}' but its folder says '{expected}'"];
    }

    /// <summary>A file of one type is named after it; Foo.Bar.cs holds a part of Foo, and FooFactory.cs may hold the class beside Foo{T}.</summary>
    public static IEnumerable<string> FileUnlikeType(SourceFile file)
    {
        var name = Path.GetFileName(file.Path).Split('.')[0];
        return file.TopLevelTypes.Count != 1 || name.StartsWith(SourceFile.NameOf(file.TopLevelTypes[0]), StringComparison.Ordinal)
            ? []
            : [$"{file.Path} holds {SourceFile.NameOf(file.TopLevelTypes[0])}"];
    }

    public static IEnumerable<string> TestNamesThatAreNoSentences(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory")
        where !Sentence().IsMatch(method.Identifier.Text)
        select $"{file.At(method)} '{method.Identifier.Text}' is not a sentence with underscores";

    [GeneratedRegex("(Helper|Helpers|Util|Utils|Utility|Utilities|Common|Manager|Misc)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex("^[A-Z0-9][A-Za-z0-9]*(_[A-Za-z0-9]+)+$")]
    private static partial Regex Sentence();
}
