using System.IO.Compression;
using System.Text;
using FlexCore.Api.Ingest;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Tests.Ingest;

public sealed class GzipBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public void What_was_compressed_comes_back(int length)
    {
        var plain = new byte[length];
        new Random(length).NextBytes(plain);

        Inflate(Deflate(plain)).ShouldBe(plain);
    }

    [Fact]
    public void Members_behind_each_other_are_one_body() => Inflate([.. Deflate("{}\n"u8.ToArray()), .. Deflate("[]\n"u8.ToArray())]).ShouldBe("{}\n[]\n"u8.ToArray());

    /// <summary>A body that was cut off anywhere must not pass for a shorter one: its records would be lost without a word.</summary>
    [Fact]
    public void Every_beginning_of_a_compressed_body_is_refused()
    {
        var whole = Deflate(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"a\":{i}}}\n"))));
        for (var length = 1; length < whole.Length; length++)
        {
            Refused(whole[..length]).ShouldBe("malformed-gzip", $"{length} of {whole.Length} bytes");
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x1f, 0x8b })]
    [InlineData(new byte[] { (byte)'{', (byte)'}' })]
    public void What_is_not_gzip_is_refused(byte[] body) => Refused(body).ShouldBe("malformed-gzip");

    [Fact]
    public void A_damaged_byte_in_the_data_is_noticed_by_the_checksum()
    {
        var body = Deflate(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"a\":{i}}}\n"))));
        body[^6] ^= 1;

        Refused(body).ShouldBe("malformed-gzip");
    }

    [Theory]
    [InlineData(64 * 1024, 10, null)]
    [InlineData((64 * 1024) + (16 * 1024), 10, "inflated-too-large")]
    [InlineData(400_000, 1_100, null)]
    [InlineData(1_000_000, 1_100, null)]
    [InlineData(1_000_001, 1_100, "inflated-too-large")]
    public void Size_and_ratio_are_bounded_and_small_bodies_may_be_all_repetition(int length, int ratio, string? code)
    {
        var body = Deflate(new byte[length]);
        var options = new ApiOptions { InflatedBytesMax = 1_000_000, InflateRatioMax = ratio };
        if (code is null)
        {
            Inflate(body, options).Length.ShouldBe(length);
            return;
        }

        Refused(body, options).ShouldBe(code);
    }

    private static byte[] Deflate(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return target.ToArray();
    }

    private static byte[] Inflate(byte[] body, ApiOptions? options = null)
    {
        var pooled = new PooledBytes(body.Length);
        body.CopyTo(pooled.Reserve(body.Length));
        pooled.Length = body.Length;
        var inflated = GzipBody.Inflate(pooled, options ?? new ApiOptions());
        var plain = inflated.Span.ToArray();
        inflated.Reserve(1).Length.ShouldBeGreaterThan(0, "the framer needs one spare byte");
        inflated.Return();
        return plain;
    }

    private static string Refused(byte[] body, ApiOptions? options = null) => Should.Throw<ProblemException>(() => Inflate(body, options)).Problem.Code;
}
