using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests;

public sealed class HygieneTests
{
    private static readonly Repository Tree = Repository.Current;

    [Fact]
    public void Every_fault_has_a_type() =>
        Budget.None(Tree.Sources.SelectMany(HygieneRules.UntypedThrows), "A fault is a typed exception.");

    [Fact]
    public void No_fault_is_swallowed() =>
        Budget.None(Tree.Sources.SelectMany(HygieneRules.EmptyCatches), "A catch does something, in code.");

    [Fact]
    public void Only_a_named_boundary_catches_everything() =>
        Budget.None(Tree.Sources.SelectMany(HygieneRules.UnexplainedBroadCatches), "A broad catch says which boundary it is.");

    [Fact]
    public void Every_todo_names_its_issue() =>
        Budget.None(Tree.Sources.Concat(Tree.Tests).SelectMany(HygieneRules.UnnumberedTodos), "A TODO names its issue.");

    [Fact]
    public void Every_pragma_says_why() =>
        Budget.None(Tree.Sources.Concat(Tree.Tests).SelectMany(HygieneRules.UnexplainedPragmas), "A pragma has its reason on the line.");

    [Fact]
    public void Nothing_static_changes() =>
        Budget.None(Tree.Sources.SelectMany(HygieneRules.MutableStatics), "Static state is constant.");

    [Fact]
    public void No_method_is_async_void() =>
        Budget.None(Tree.Sources.Concat(Tree.Tests).SelectMany(HygieneRules.AsyncVoids), "An async method returns its task.");

    [Fact]
    public void Tests_never_sleep() =>
        Budget.None(Tree.Tests.SelectMany(HygieneRules.Sleeps), "A test waits for a signal, not for time.");

    [Fact]
    public void Suppressions_stay_within_their_budget()
    {
        var thousands = Tree.Sources.Sum(file => file.LineCount) / 1000.0;

        (Tree.Sources.Sum(HygieneRules.CountSuppressions) / thousands).ShouldBeLessThanOrEqualTo(4, "null-forgiving operators per 1,000 lines; the target is 2");
        (Tree.Sources.Sum(HygieneRules.CountPragmas) / thousands).ShouldBeLessThanOrEqualTo(1, "pragmas per 1,000 lines; the target is 0.5");
    }

    [Fact]
    public void Nine_classes_in_ten_are_closed()
    {
        var classes = Tree.Sources.SelectMany(file => file.All<TypeDeclarationSyntax>())
            .Where(type => type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword })
            .ToList();
        var open = classes.Where(type => !type.Modifiers.Any(modifier =>
            modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword)).Select(type => type.Identifier.Text).ToList();

        (open.Count * 100.0 / classes.Count).ShouldBeLessThanOrEqualTo(10, $"open classes: {string.Join(", ", open)}");
    }

    [Fact]
    public void Everything_public_is_documented() =>
        Budget.None(Tree.Sources.SelectMany(DocumentationRules.Undocumented), "Public types and members have documentation.");
}
