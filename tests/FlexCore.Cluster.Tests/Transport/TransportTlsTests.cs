using System.Security.Cryptography.X509Certificates;
using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Tests.Transport;

public sealed class TransportTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new("cluster authority");
    private readonly TestAuthority _other = new("another authority");

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Nodes_with_certificates_of_one_authority_serve_together()
    {
        await using var a = new TestNode("a", tls: _authority.Issue("a"));
        await using var b = new TestNode("b", tls: _authority.Issue("b"));

        (await a.AskAsync(b.Member, 1)).ShouldBe([1]);
        (await b.AskAsync(a.Member, 2)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_node_whose_certificate_another_authority_signed_is_not_served()
    {
        await using var a = new TestNode("a", tls: _other.Issue("a") with { Authorities = new X509Certificate2Collection(_authority.Certificate) });
        await using var b = new TestNode("b", tls: _authority.Issue("b"));

        await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1));

        b.Service.Asked.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_node_does_not_ask_one_whose_certificate_another_authority_signed()
    {
        await using var a = new TestNode("a", tls: _authority.Issue("a"));
        await using var b = new TestNode("b", tls: _other.Issue("b") with { Authorities = new X509Certificate2Collection(_authority.Certificate) });

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1))).Message.ShouldContain("has not arrived");
    }

    [Fact]
    public async Task A_node_without_a_certificate_and_one_with_do_not_serve_together()
    {
        await using var plain = new TestNode("a");
        await using var secure = new TestNode("b", tls: _authority.Issue("b"), configure: options => options.HandshakeTimeout = TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<TransportException>(() => plain.AskAsync(secure.Member, 1));
        await Should.ThrowAsync<TransportException>(() => secure.AskAsync(plain.Member, 1));
        plain.Service.Asked.Count.ShouldBe(0);
        secure.Service.Asked.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_large_frame_goes_through_an_encrypted_connection()
    {
        await using var a = new TestNode("a", tls: _authority.Issue("a"));
        await using var b = new TestNode("b", tls: _authority.Issue("b"));
        var body = new byte[3_000_000];
        new Random(3).NextBytes(body);
        body[0] = 0;

        (await a.AskAsync(b.Member, body)).ShouldBe(body);
    }
}
