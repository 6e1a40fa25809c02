using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;

namespace FlexCore.Application.Tests.Nodes;

public sealed class NodeReplyTests
{
    [Fact]
    public void A_refused_reply_has_no_value_and_says_so()
    {
        var reply = NodeRefusals.NoStream<string>("x");

        reply.Value.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => reply.Required).Message.ShouldBe("The request was refused: There is no stream 'x'. List the streams to see their names.");
        new NodeReply<string>("v", null).Required.ShouldBe("v");
    }

    [Theory]
    [InlineData(1, 3, 7, "Say y.", "The document has a mistake at line 3, column 7: M1 Say y.")]
    [InlineData(1, 3, 7, null, "The document has a mistake at line 3, column 7: M1")]
    [InlineData(1, 0, 0, null, "The document has a mistake: M1")]
    [InlineData(3, 3, 7, null, "The document has 3 mistakes, the first at line 3, column 7: M1")]
    public void A_refused_document_tells_its_first_mistake_and_how_many_there_are(int count, int line, int column, string? remedy, string message)
    {
        DocumentFinding[] findings = [.. Enumerable.Range(1, count).Select(i => new DocumentFinding("c", $"M{i}", line, column, remedy))];

        var reply = NodeRefusals.Invalid<string>(findings);

        reply.Refusal.ShouldNotBeNull().Message.ShouldBe(message);
        reply.Findings.ShouldBe(findings);
    }
}
