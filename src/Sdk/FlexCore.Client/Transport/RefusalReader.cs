using System.Net;
using System.Text;
using System.Text.Json;
using FlexCore.Client.Problems;

namespace FlexCore.Client.Transport;

/// <summary>Reads why a node did not do what it was asked.</summary>
internal static class RefusalReader
{
    private const int ProblemBytesMax = 1 << 20;

    /// <summary>Reads a refusal.</summary>
    /// <param name="node">The node.</param>
    /// <param name="response">An answer without success.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<NodeException> ReadAsync(Uri node, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ReadBoundedAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                if (JsonSerializer.Deserialize(body, ClientJson.Default.NodeProblem) is { } problem)
                {
                    return NodeProblemException.Of(problem with { Status = (int)response.StatusCode });
                }
            }
            catch (JsonException error)
            {
                return NotANode(node, $"{(int)response.StatusCode} with a problem that is no JSON", error);
            }
        }

        // What stands in front of a node, or Kestrel itself, answers without a problem.
        return response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            ? new NodeUnavailableException($"The node at {node} is not reachable: {(int)response.StatusCode} {response.ReasonPhrase}.")
            : NotANode(node, $"{(int)response.StatusCode} {response.ReasonPhrase}", null);
    }

    /// <summary>The error for an answer that no node of this version gives.</summary>
    /// <param name="node">Where it came from.</param>
    /// <param name="answer">What it was.</param>
    /// <param name="cause">The cause, if any.</param>
    public static NodeForeignException NotANode(Uri node, string answer, Exception? cause) =>
        new($"What answers at {node} is not a FlexCore node of this version: it answered {answer}. Check the URL.", cause);

    private static async Task<string> ReadBoundedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[ProblemBytesMax];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes, 0, read);
        }
    }
}
