using System.Text.Json;
using FlexCore.Cli.Online;
using FlexCore.Client.Events;

namespace FlexCore.Cli.Tests.Online;

public sealed class EventLineTests
{
    [Theory]
    [InlineData("""{"a":1.10,"b":[true,null],"c":"ä\u00e4"}""")]
    [InlineData("12345678901234567890.50")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("""{"a":"\ud800"}""")]
    public void Json_data_stands_as_it_came(string data) =>
        EventLine.ToJson(new ServerEvent("message", data, "7")).ShouldBe($$"""{"type":"message","id":"7","data":{{data}}}""");

    [Theory]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("{\"a\":1")]
    [InlineData("{} {}")]
    [InlineData("NaN")]
    [InlineData("say \"hi\"\u001b[2J")]
    public void Other_data_is_a_string(string data)
    {
        using var line = JsonDocument.Parse(EventLine.ToJson(new ServerEvent("note", data, null)));

        line.RootElement.GetProperty("type").GetString().ShouldBe("note");
        line.RootElement.GetProperty("data").GetString().ShouldBe(data);
        line.RootElement.TryGetProperty("id", out _).ShouldBeFalse();
    }

    [Fact]
    public void Data_on_several_lines_is_one_line() =>
        EventLine.ToJson(new ServerEvent("m", "{\n\"a\":\n\"x\\ny\"}", null)).ShouldBe("""{"type":"m","data":{ "a": "x\ny"}}""");

    [Fact]
    public void Data_may_be_deep()
    {
        var data = new string('[', 300) + new string(']', 300);

        EventLine.ToJson(new ServerEvent("m", data, null)).ShouldBe($$"""{"type":"m","data":{{data}}}""");
    }
}
