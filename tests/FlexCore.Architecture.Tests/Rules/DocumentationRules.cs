using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>Everything public is documented. The compiler asks for a comment; this asks that nothing switches the compiler off.</summary>
internal static class DocumentationRules
{
    public static IEnumerable<string> Undocumented(SourceFile file) =>
        from member in file.All<MemberDeclarationSyntax>()
        where member is not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax) && Visibility.IsPublicApi(member)
        where !member.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
        where !IsPartOfDocumentedType(file, member)
        select $"{file.At(member)} public and undocumented";

    // The other parts of a partial type are documented where the type's own file is.
    private static bool IsPartOfDocumentedType(SourceFile file, MemberDeclarationSyntax member) =>
        member is TypeDeclarationSyntax && member.Modifiers.Any(SyntaxKind.PartialKeyword) && Path.GetFileName(file.Path).Count(c => c == '.') > 1;
}
