using System.Text;
using System.Text.Json;
using FlexCore.Actors.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>The host's own stored event is a contract like those of the aggregates: these bytes are in journals.</summary>
public sealed class AnsweredPayloadTests
{
    [Theory]
    [InlineData("""{"version":7}""", null)]
    [InlineData("""{"version":0,"code":"too-late","message":"It is too late. Come earlier."}""", "too-late")]
    public void A_stored_answer_reads_and_is_written_again_identically(string stored, string? code)
    {
        var answer = AnsweredPayload.Decode(Encoding.UTF8.GetBytes(stored));

        answer.Refusal?.Code.ShouldBe(code);
        Encoding.UTF8.GetString(AnsweredPayload.Encode(answer).Span).ShouldBe(stored);
    }

    [Fact]
    public void An_answer_reads_back_equal()
    {
        var answer = new RememberedAnswer(long.MaxValue, new Refusal("bad-text", "The name 'Ånäset \"b\"' is not valid."));

        AnsweredPayload.Decode(AnsweredPayload.Encode(answer)).ShouldBe(answer);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":"7"}""")]
    [InlineData("""{"version":1.5}""")]
    [InlineData("""{"version":7,"code":"too-late"}""")]
    [InlineData("""{"version":7,"code":1,"message":"It is too late."}""")]
    [InlineData("""{"version":7""")]
    public void A_payload_that_is_no_answer_is_refused(string stored)
    {
        Should.Throw<JsonException>(() => AnsweredPayload.Decode(Encoding.UTF8.GetBytes(stored)));
    }
}
