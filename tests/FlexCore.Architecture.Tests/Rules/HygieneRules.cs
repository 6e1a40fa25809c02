using System.Text.RegularExpressions;
using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>Things that hide faults or leave work undone.</summary>
internal static partial class HygieneRules
{
    public static IEnumerable<string> UntypedThrows(SourceFile file) =>
        from creation in file.All<ObjectCreationExpressionSyntax>()
        where creation.Type.ToString() is "Exception" or "System.Exception" or "ApplicationException" or "SystemException"
        select $"{file.At(creation)} creates a bare {creation.Type}: give the fault a type that carries its data";

    public static IEnumerable<string> EmptyCatches(SourceFile file) =>
        from clause in file.All<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0
        select $"{file.At(clause)} an empty catch: say in code what follows from the fault";

    /// <summary>Catching everything is right to clean up and pass on, or at a supervision boundary, and there a comment says so.</summary>
    public static IEnumerable<string> UnexplainedBroadCatches(SourceFile file) =>
        from clause in file.All<CatchClauseSyntax>()
        where clause.Filter is null && clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception"
        where clause.Block.Statements.LastOrDefault() is not ThrowStatementSyntax { Expression: null }
        where clause.Filter is null && !clause.DescendantTrivia().Concat(clause.GetLeadingTrivia()).Any(IsComment)
        select $"{file.At(clause)} catches everything without a comment that says which boundary this is";

    public static IEnumerable<string> UnnumberedTodos(SourceFile file) =>
        from comment in Todo().IsMatch(file.Text) ? file.Root.DescendantTrivia().Where(IsComment) : []
        where Todo().IsMatch(comment.ToString()) && !IssueNumber().IsMatch(comment.ToString())
        select $"{file.Path}:{comment.GetLocation().GetLineSpan().StartLinePosition.Line + 1} a TODO without an issue number";

    public static IEnumerable<string> UnexplainedPragmas(SourceFile file) =>
        from pragma in Pragmas(file)
        where pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) && !pragma.ToFullString().Contains("//", StringComparison.Ordinal)
        select $"{file.At(pragma)} a pragma without its reason on the line";

    public static IEnumerable<string> MutableStatics(SourceFile file)
    {
        var fields = file.All<BaseFieldDeclarationSyntax>()
            .Where(field => field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
            .Select(field => $"{file.At(field)} a static field that can change");
        var properties = file.All<PropertyDeclarationSyntax>()
            .Where(property => property.Modifiers.Any(SyntaxKind.StaticKeyword)
                && property.AccessorList?.Accessors.Any(a => a.IsKind(SyntaxKind.SetAccessorDeclaration) && a.Body is null && a.ExpressionBody is null) == true)
            .Select(property => $"{file.At(property)} a static property that can change");
        return fields.Concat(properties);
    }

    public static IEnumerable<string> AsyncVoids(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void"
        select $"{file.At(method)} async void: its fault cannot be observed";

    public static IEnumerable<string> Sleeps(SourceFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        where access.ToString() is "Task.Delay" or "Thread.Sleep" or "Thread.SpinWait" or "SpinWait.SpinUntil"
        select $"{file.At(access)} {access}: arm a signal, trigger it, await it";

    public static int CountSuppressions(SourceFile file) =>
        file.All<PostfixUnaryExpressionSyntax>().Count(expression => expression.IsKind(SyntaxKind.SuppressNullableWarningExpression));

    public static int CountPragmas(SourceFile file) =>
        Pragmas(file).Count(pragma => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword));

    private static IEnumerable<PragmaWarningDirectiveTriviaSyntax> Pragmas(SourceFile file) =>
        file.Text.Contains("#pragma", StringComparison.Ordinal)
            ? file.Root.DescendantNodes(descendIntoTrivia: true).OfType<PragmaWarningDirectiveTriviaSyntax>()
            : [];

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Todo();

    [GeneratedRegex(@"#\d+")]
    private static partial Regex IssueNumber();
}
