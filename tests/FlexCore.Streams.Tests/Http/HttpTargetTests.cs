using FlexCore.Streams.Http;

namespace FlexCore.Streams.Tests.Http;

public sealed class HttpTargetTests
{
    [Theory]
    [InlineData("http://a.example/x", "http://a.example/y?z=1", true)]
    [InlineData("http://a.example/x", "http://A.EXAMPLE:80/", true)]
    [InlineData("http://a.example/x", "https://a.example/x", true)]
    [InlineData("https://a.example/x", "http://a.example/x", false)]
    [InlineData("http://a.example:8080/x", "https://a.example/x", false)]
    [InlineData("http://a.example/x", "http://a.example:8080/x", false)]
    [InlineData("http://a.example/x", "http://b.example/x", false)]
    [InlineData("http://a.example/x", "http://a.example.evil.example/x", false)]
    [InlineData("http://a.example/x", "http://user@a.example/x", false)]
    [InlineData("http://a.example/x", "http://a.example@169.254.169.254/", false)]
    [InlineData("http://a.example/x", "file:///etc/passwd", false)]
    [InlineData("http://127.0.0.1/x", "http://2130706433/x", true)]
    public void An_answer_may_lead_only_to_the_same_origin(string known, string other, bool isSame) =>
        HttpTarget.IsSameOrigin(new Uri(known), new Uri(other)).ShouldBe(isSame);

    [Theory]
    [InlineData("https://user:secret@a.example:8443/p/q?token=secret#secret", "https://a.example:8443/p/q")]
    [InlineData("not an address secret", "an invalid address")]
    public void Messages_show_no_secrets(string url, string shown)
    {
        HttpTarget.Display(url).ShouldBe(shown);
        shown.Replace("an invalid", string.Empty, StringComparison.Ordinal).ShouldNotContain("secret");
    }
}
