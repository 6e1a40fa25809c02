using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>What is visible outside its assembly.</summary>
internal static class Visibility
{
    /// <summary>Whether a member, and every type around it, is public (or protected in a public type).</summary>
    public static bool IsPublicApi(MemberDeclarationSyntax member) =>
        IsDeclaredVisible(member) && member.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(IsDeclaredVisible);

    private static bool IsDeclaredVisible(MemberDeclarationSyntax member)
    {
        if (member is EnumMemberDeclarationSyntax || member.Parent is InterfaceDeclarationSyntax)
        {
            return !member.Modifiers.Any(SyntaxKind.PrivateKeyword);
        }

        // An explicit implementation of an interface has no modifier and is documented there.
        return member.Modifiers.Any(SyntaxKind.PublicKeyword)
            || (member.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword));
    }
}
