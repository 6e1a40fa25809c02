using FlexCore.Hosting.Documents;

namespace FlexCore.Hosting.Tests.Documents;

/// <summary>A draft with mistakes is kept under its name; the name is found without parsing the document.</summary>
public sealed class DocumentNameTests
{
    [Theory]
    [InlineData("name: orders", "orders")]
    [InlineData("name:orders\nsteps: [", "orders")]
    [InlineData("  name :  \"orders\"  \n", "orders")]
    [InlineData("# comment\nname: a-b_c.9 # why\n", "a-b_c.9")]
    [InlineData("source: x\r\nname: orders\r\n", "orders")]
    [InlineData("{\"name\":\"orders\",\"steps\":[", "orders")]
    [InlineData("{ \"name\" : \"orders\" ,", "orders")]
    [InlineData("{\n  \"name\": \"orders\",\n", "orders")]
    [InlineData("name: Not A Name", null)]
    [InlineData("name: -orders", null)]
    [InlineData("name: job:1", null)]
    [InlineData("name: ü", null)]
    [InlineData("name:", null)]
    [InlineData("names: orders", null)]
    [InlineData("", null)]
    [InlineData("rename: orders", null)]
    public void The_name_is_found_where_there_is_one_that_a_pipeline_can_have(string document, string? name) => DocumentName.Find(document).ShouldBe(name);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_is_bounded(int length, bool found) => (DocumentName.Find($"name: {new string('n', length)}\n") is not null).ShouldBe(found);

    [Fact]
    public void A_large_document_without_a_name_is_read_once() => DocumentName.Find(string.Concat(Enumerable.Repeat("   {   \"nam\"  : \"x\"  \n", 20_000))).ShouldBeNull();
}
