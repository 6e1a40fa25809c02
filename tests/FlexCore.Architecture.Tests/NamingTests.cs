using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests;

public sealed class NamingTests
{
    private static readonly Repository Tree = Repository.Current;

    [Fact]
    public void No_type_has_an_empty_name() =>
        Budget.None(Tree.Sources.Concat(Tree.Tests).SelectMany(NamingRules.EmptyNames), "A type is named after what it does.");

    [Fact]
    public void Namespaces_follow_folders() =>
        Budget.None(Tree.Sources.Concat(Tree.Tests).SelectMany(NamingRules.NamespaceUnlikeFolder), "A namespace is its folder.");

    [Fact]
    public void Files_are_named_after_their_type() =>
        Budget.None(Tree.Sources.SelectMany(NamingRules.FileUnlikeType), "A file is named after its type.");

    [Fact]
    public void Test_names_are_sentences() =>
        Budget.None(Tree.Tests.SelectMany(NamingRules.TestNamesThatAreNoSentences), "A test name is a sentence.");
}
