using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>How long files and methods are and how many parameters they take.</summary>
internal static class SizeRules
{
    public const int FileLinesMax = 500;
    public const int MethodLinesMax = 70;
    public const int ParametersMax = 7;

    public static IEnumerable<string> LongFiles(SourceFile file) =>
        file.LineCount > FileLinesMax ? [$"{file.Path} has {file.LineCount} lines; split it by concept"] : [];

    public static IEnumerable<string> LongMethods(SourceFile file) =>
        from method in Methods(file)
        let lines = Lines(method)
        where lines > MethodLinesMax
        select $"{file.At(method)} a method of {lines} lines";

    public static IEnumerable<string> ManyParameters(SourceFile file) =>
        from list in file.All<ParameterListSyntax>()
        where list.Parameters.Count > ParametersMax && list.Parent is not (RecordDeclarationSyntax or ParenthesizedLambdaExpressionSyntax)
        select $"{file.At(list)} {list.Parameters.Count} parameters; group them in a record";

    /// <summary>A caller who reads Run(true, false) learns nothing: an enum or two methods say it.</summary>
    public static IEnumerable<string> PositionalBooleans(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where Visibility.IsPublicApi(method) && method.ParameterList.Parameters.Count > 1
        from parameter in method.ParameterList.Parameters
        where parameter.Type?.ToString() == "bool" && parameter.Default is null
        select $"{file.At(parameter)} public {method.Identifier.Text} takes a positional boolean '{parameter.Identifier.Text}'";

    public static IEnumerable<int> MethodLengths(SourceFile file) => Methods(file).Select(Lines);

    private static IEnumerable<SyntaxNode> Methods(SourceFile file) => file.All<SyntaxNode>()
        .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax { Body: not null });

    private static int Lines(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
