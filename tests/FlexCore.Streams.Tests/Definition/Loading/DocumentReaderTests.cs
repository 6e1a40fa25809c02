using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Loading;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData("plain", "plain", "1:1")]
    [InlineData("'it''s'", "it's", "1:2")]
    [InlineData("\"a\\tb\"", "a\tb", "1:2")]
    [InlineData("\n\n  deep", "deep", "3:3")]
    [InlineData(">\n  folded\n  text\n", "folded text\n", "1:1")]
    [InlineData("|\n  a\n  b\n", "a\nb\n", "2:3")]
    [InlineData("|-\n\n    a", "\na", "2:5")]
    public void A_scalar_has_its_text_and_its_place(string yaml, string text, string place)
    {
        var scalar = Read(yaml).ShouldBeOfType<ScalarNode>();

        scalar.Text.Text.ShouldBe(text);
        scalar.Text.Mark.ToString().ShouldBe(place);
    }

    [Theory]
    [InlineData("~", true)]
    [InlineData("null", true)]
    [InlineData("a: ", true)]
    [InlineData("'~'", false)]
    [InlineData("\"\"", false)]
    [InlineData("'null'", false)]
    [InlineData("NULL", false)]
    [InlineData("false", false)]
    public void Only_plain_text_can_be_nothing(string yaml, bool isNull)
    {
        var node = Read(yaml);
        var scalar = (node is MappingNode mapping ? mapping.Entries[0].Value : node).ShouldBeOfType<ScalarNode>();

        scalar.IsNull.ShouldBe(isNull);
        scalar.Description.ShouldBe(isNull ? "nothing" : "a text");
    }

    [Fact]
    public void Json_is_read_like_yaml_with_its_places()
    {
        var mapping = Read("{\n  \"a\": [1, true, null],\n  \"b\": { \"c\": \"d\" } }").ShouldBeOfType<MappingNode>();

        mapping.Entries.Select(entry => $"{entry.Key.Mark} {entry.Key}").ShouldBe(["2:4 a", "3:4 b"]);
        mapping.Entries[0].Value.ShouldBeOfType<SequenceNode>().Items.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("a", 1)]
    [InlineData("[a, b]", 3)]
    [InlineData("{ a: b, c: [d] }", 6)]
    [InlineData("[&x [a, b], *x]", 7)]
    public void The_size_counts_aliases_as_often_as_they_are_used(string yaml, int size)
    {
        Read(yaml).Size.ShouldBe(size);
    }

    [Fact]
    public void An_anchor_may_be_given_again_and_the_last_one_before_counts()
    {
        var list = Read("[&a one, *a, &a two, *a]").ShouldBeOfType<SequenceNode>();

        list.Items.Cast<ScalarNode>().Select(item => item.Text.Text).ShouldBe(["one", "one", "two", "two"]);
    }

    [Theory]
    [InlineData("[a", DiagnosticCodes.Syntax, "not valid YAML or JSON")]
    [InlineData("a: b: c", DiagnosticCodes.Syntax, "not valid YAML or JSON")]
    [InlineData("\"open", DiagnosticCodes.Syntax, "not valid YAML or JSON")]
    [InlineData("a:\n\t- b", DiagnosticCodes.Syntax, "not valid YAML or JSON")]
    [InlineData("*x", DiagnosticCodes.Syntax, "the alias *x has no completed anchor before it")]
    [InlineData("? [a]\n: b", DiagnosticCodes.WrongType, "A key must be a text, not a list.")]
    [InlineData("? { a: b }\n: c", DiagnosticCodes.WrongType, "A key must be a text, not a mapping.")]
    [InlineData("a: 1\nb: 2\na: 3", DiagnosticCodes.DuplicateKey, "The key 'a' occurs twice; it stands first on line 1.")]
    [InlineData("a\n---\nb", DiagnosticCodes.Syntax, "The file holds more than one document.")]
    [InlineData("# nothing but a remark", DiagnosticCodes.Syntax, "The file is empty.")]
    public void A_document_that_cannot_be_used_is_explained(string yaml, string code, string message)
    {
        var diagnostics = new DiagnosticBag();

        DocumentReader.Read(yaml, diagnostics);

        var found = diagnostics.Items.ShouldHaveSingleItem();
        found.Code.ShouldBe(code);
        found.Message.ShouldContain(message);
        found.Line.ShouldBeGreaterThan(0);
        found.Column.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Nesting_is_allowed_up_to_its_limit()
    {
        Read(Nested(DocumentReader.MaxDepth)).ShouldBeOfType<SequenceNode>();
        Refused(Nested(DocumentReader.MaxDepth + 1)).Message.ShouldBe("Nodes nest deeper than 50 levels.");
    }

    [Fact]
    public void The_number_of_nodes_is_bounded_and_the_place_of_the_excess_is_named()
    {
        Read("[" + string.Join(',', Enumerable.Repeat("a", DocumentReader.MaxNodes - 1)) + "]").Size.ShouldBe(DocumentReader.MaxNodes);
        var excess = Refused("[\n" + string.Join(",\n", Enumerable.Repeat("a", DocumentReader.MaxNodes)) + "]");

        excess.Message.ShouldBe("The file expands to more than 100,000 nodes.");
        excess.Line.ShouldBe(DocumentReader.MaxNodes + 1);
    }

    [Fact]
    public void The_length_is_bounded()
    {
        Read("a #" + new string('x', DocumentReader.MaxLength - 3)).Size.ShouldBe(1);
        Refused(new string('x', DocumentReader.MaxLength + 1)).Message.ShouldBe("The file has 1,048,577 characters; at most 1,048,576 are read.");
    }

    [Fact]
    public void Random_text_is_read_or_refused_but_never_crashes()
    {
        string[] pieces = ["a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ", ", "&x ", "*x", "|\n", ">\n", "'", "\"", "#", "? ", "!!str ", "---\n", "%", "\t", "\\", "${v}", "é"];
        for (var seed = 1; seed <= 2000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var diagnostics = new DiagnosticBag();

            var node = Should.NotThrow(() => DocumentReader.Read(text, diagnostics), $"seed {seed}: {text}");

            (node is not null || !diagnostics.IsEmpty).ShouldBeTrue($"seed {seed}: refused without a word: {text}");
        }
    }

    private static string Nested(int depth) => new string('[', depth) + "a" + new string(']', depth);

    private static DocumentNode Read(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        var node = DocumentReader.Read(yaml, diagnostics);
        diagnostics.Items.ShouldBeEmpty();
        return node.ShouldNotBeNull();
    }

    private static PipelineDiagnostic Refused(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        DocumentReader.Read(yaml, diagnostics).ShouldBeNull();
        var found = diagnostics.Items.ShouldHaveSingleItem();
        found.Code.ShouldBe(DiagnosticCodes.TooLarge);
        return found;
    }
}
