using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Model;

/// <summary>One C# file, parsed. Only syntax: the compiler has checked the rest.</summary>
internal sealed class SourceFile
{
    private readonly SyntaxNode[] _nodes;

    private SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Root = CSharpSyntaxTree.ParseText(text, path: path).GetCompilationUnitRoot();
        _nodes = [.. Root.DescendantNodes()];
        LineCount = text.Length == 0 ? 0 : text.AsSpan().TrimEnd('\n').Count('\n') + 1;
        Types = [.. _nodes.OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)];
        TopLevelTypes = [.. Types.Where(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)];
        Namespace = Root.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";
    }

    /// <summary>Relative to the repository, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public CompilationUnitSyntax Root { get; }

    public int LineCount { get; }

    /// <summary>Lines that are neither blank nor a comment.</summary>
    public int CodeLineCount =>
        Text.Split('\n').Select(line => line.Trim()).Count(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));

    public string Namespace { get; }

    /// <summary>Types and delegates, nested ones too.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Types { get; }

    public IReadOnlyList<MemberDeclarationSyntax> TopLevelTypes { get; }

    /// <summary>The project's folder name, for example FlexCore.Domain: the first path segment that begins with it.</summary>
    public string Project => Path.Split('/').First(segment => segment.StartsWith("FlexCore.", StringComparison.Ordinal));

    public static SourceFile Parse(string path, string text) => new(path, text);

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => _nodes.OfType<T>();

    /// <summary>Names a place for a message: path and line.</summary>
    public string At(SyntaxNode node) => $"{Path}:{LineOf(node)}";

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declaration => declaration.Identifier.Text,
        DelegateDeclarationSyntax declaration => declaration.Identifier.Text,
        _ => "",
    };

    private static int LineOf(SyntaxNode node) => node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
}
