using System.Net;
using FlexCore.Api.Requests;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Tests.Requests;

/// <summary>Who counts as this machine. A browser on it opens any page of the web, so names and origins matter as much as addresses.</summary>
public sealed class LoopbackIdentityTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.200.1.9", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("192.168.1.7", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_addresses_of_this_machine_are_served(string? address, bool local) => CodeOf(address: address).ShouldBe(local ? null : "not-local");

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LocalHost:8080", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("127.9.9.9:1", true)]
    [InlineData("[::1]", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("", true)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:80", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("127.evil.example", false)]
    [InlineData("1270.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("[::2]", false)]
    [InlineData("[::1", false)]
    [InlineData("[]", false)]
    [InlineData("[127.0.0.1.evil]", false)]
    [InlineData("::1", false)]
    public void Only_names_of_this_machine_are_served(string host, bool local) => CodeOf(host: host).ShouldBe(local ? null : "not-local");

    [Theory]
    [InlineData("http://localhost", null)]
    [InlineData("http://localhost:3000", null)]
    [InlineData("https://127.0.0.1:3000", null)]
    [InlineData("http://[::1]:3000", null)]
    [InlineData("https://evil.example", "cross-origin")]
    [InlineData("https://localhost.evil.example", "cross-origin")]
    [InlineData("http://127.0.0.1.evil.example:80", "cross-origin")]
    [InlineData("null", "cross-origin")]
    [InlineData("localhost", "cross-origin")]
    [InlineData("://localhost", "cross-origin")]
    [InlineData("", "cross-origin")]
    public void A_change_is_taken_from_pages_of_this_machine_only(string origin, string? code)
    {
        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE" })
        {
            CodeOf(method: method, origin: origin).ShouldBe(code, method);
        }

        CodeOf(method: "GET", origin: origin).ShouldBeNull("reading is bounded by what the browser shows the page");
    }

    [Fact]
    public void Without_an_origin_it_is_no_browser() => CodeOf(method: "POST").ShouldBeNull();

    [Fact]
    public void The_address_counts_before_the_name() => CodeOf(address: "10.0.0.1", host: "localhost").ShouldBe("not-local");

    [Fact]
    public void Whoever_is_served_is_the_development_principal() =>
        new LoopbackIdentity().Identify(RequestOf(null, "localhost", "GET", null)).ShouldBe(new IdentityAnswer(SecurityContext.Development, null));

    private static string? CodeOf(string? address = null, string host = "localhost", string method = "GET", string? origin = null)
    {
        var answer = new LoopbackIdentity().Identify(RequestOf(address, host, method, origin));
        (answer.Security is null).ShouldBe(answer.Refusal is not null, "one or the other");
        return answer.Refusal?.Code;
    }

    private static DefaultHttpContext RequestOf(string? address, string host, string method, string? origin)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        http.Request.Host = new HostString(host);
        http.Request.Method = method;
        if (origin is not null)
        {
            http.Request.Headers.Origin = origin;
        }

        return http;
    }
}
