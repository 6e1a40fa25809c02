using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FlexCore.Cluster.Transport;

/// <summary>Certificates for encrypted connections on which each end proves who it is.</summary>
/// <param name="Certificate">This node's certificate with its private key, fit for both ends of a connection.</param>
/// <param name="Authorities">Who must have signed the other node's certificate. No other authority counts, not even those of the machine.</param>
/// <remarks>
/// What is proven is that the other end belongs to the cluster. Which node it is says the handshake, so certificates need not name hosts.
/// The caller owns the certificates and keeps them until the transport has ended.
/// </remarks>
public sealed record TransportTls(X509Certificate2 Certificate, X509Certificate2Collection Authorities)
{
    internal SslClientAuthenticationOptions ForClient() => new()
    {
        TargetHost = "flexcore",
        ClientCertificates = [Certificate],
        LocalCertificateSelectionCallback = (_, _, _, _, _) => Certificate,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = IsTrusted,
    };

    internal SslServerAuthenticationOptions ForServer() => new()
    {
        ServerCertificate = Certificate,
        ClientCertificateRequired = true,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = IsTrusted,
    };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Authorities);
        return policy;
    }

    private static bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
}
