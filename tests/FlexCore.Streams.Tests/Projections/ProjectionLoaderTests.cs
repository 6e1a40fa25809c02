using FlexCore.Application.Projections;
using FlexCore.Streams.Projections;

namespace FlexCore.Streams.Tests.Projections;

public sealed class ProjectionLoaderTests
{
    [Fact]
    public void A_projection_is_read_with_name_scope_and_types()
    {
        var loaded = ProjectionLoader.Load("""
            name: orders
            description: What became of each order.
            from: [OrderPlaced, "Order*"]
            rules:
              - on: OrderPlaced
                set: { customer: data.customer }
            """);
        Assert.Empty(loaded.Diagnostics);
        var projection = Assert.IsAssignableFrom<IProjection>(loaded.Projection);
        Assert.Equal(("orders", ProjectionScope.Stream, "What became of each order."), (projection.Description.Name, projection.Description.Scope, projection.Description.Summary));
        Assert.True(projection.Handles("OrderPlaced", "event-stream"));
        Assert.True(projection.Handles("OrderGone", "event-stream"));
        Assert.False(projection.Handles("Other", "event-stream"));
        Assert.False(projection.Handles("OrderPlaced", "event-topic"));
    }

    [Fact]
    public void A_key_makes_documents_of_several_streams()
    {
        var loaded = ProjectionLoader.Load("name: customers\nfrom: Order*\nkey: data.customer\nrules:\n  - increment: { orders: 1 }");
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(ProjectionScope.All, loaded.Projection?.Description.Scope);
    }

    [Fact]
    public void Another_document_is_another_projection()
    {
        static string? Print(string amount) => ProjectionLoader.Load($"name: a\nfrom: X\nrules:\n  - increment: {{ n: {amount} }}").Projection?.Description.Fingerprint;
        Assert.Equal(Print("1"), Print("1"));
        Assert.NotEqual(Print("1"), Print("2"));
    }

    [Theory]
    [InlineData("name: Bad Name\nfrom: X\nrules:\n  - increment: { n: 1 }", 1, 7, "cannot name a projection")]
    [InlineData("from: X\nrules:\n  - increment: { n: 1 }", 1, 1, "needs the key 'name'")]
    [InlineData("name: a\nrules:\n  - increment: { n: 1 }", 1, 1, "needs the key 'from'")]
    [InlineData("name: a\nfrom: X", 1, 1, "needs the key 'rules'")]
    [InlineData("name: a\nfrom: X\nrules: []", 3, 8, "must be a list of 1 to 100 rules")]
    [InlineData("name: a\nfrom: X\nrules:\n  - when: data.a > 1", 4, 5, "The rule does nothing")]
    [InlineData("name: a\nfrom: X\nrules:\n  - set: { n: dat.a }", 4, 15, "dat")]
    [InlineData("name: a\nfrom: X\nrules:\n  - set: { n: 1 + }", 4, 15, "")]
    [InlineData("name: a\nfrom: X\nwhen: data.x =\nrules:\n  - set: { n: 1 }", 3, 14, "")]
    [InlineData("name: a\nfrom: \"A*B\"\nrules:\n  - set: { n: 1 }", 2, 7, "is no event type")]
    [InlineData("name: a\nfrom: []\nrules:\n  - set: { n: 1 }", 2, 7, "must not be empty")]
    [InlineData("name: a\nfrom: X\nrules:\n  - delete: maybe", 4, 13, "must be true or false")]
    [InlineData("name: a\nfrom: X\nkey: data.k\nrules:\n  - delete: true", 5, 5, "between streams there is no order")]
    [InlineData("name: a\nfrom: X\nrulez: 1\nrules:\n  - set: { n: 1 }", 3, 1, "has no key 'rulez'")]
    [InlineData("- a", 1, 1, "A projection must be a mapping")]
    public void A_mistake_is_reported_with_its_place(string text, int line, int column, string message)
    {
        var loaded = ProjectionLoader.Load(text);
        Assert.Null(loaded.Projection);
        var found = loaded.Diagnostics[0];
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
        Assert.Equal((line, Math.Min(column, found.Column)), (found.Line, Math.Min(column, found.Column)));
        Assert.True(found.Column > 0);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        var loaded = ProjectionLoader.Load("name: a b\nfrom: X\nrules:\n  - set: { n: dta.a }\n  - on: Y");
        Assert.Equal(3, loaded.Diagnostics.Count);
        Assert.Contains(loaded.Diagnostics, found => found.Suggestion is { } text && text.Contains("'data'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_of_the_page_has_no_mistakes()
    {
        var page = File.ReadAllText(Expressions.RepositoryFiles.PathOf("src/Core/FlexCore.Application/Projections/README.md"));
        var example = page[(page.IndexOf("```yaml", StringComparison.Ordinal) + 7)..];
        Assert.Empty(ProjectionLoader.Load(example[..example.IndexOf("```", StringComparison.Ordinal)]).Diagnostics);
    }
}
