using FlexCore.Client.Transport;

namespace FlexCore.Client.Tests.Transport;

public sealed class ContactPointsTests
{
    private static readonly Uri A = new("http://a");
    private static readonly Uri B = new("http://b");
    private static readonly Uri C = new("http://c");

    [Fact]
    public void The_configured_order_holds_until_a_node_is_left()
    {
        var contacts = new ContactPoints([A, B, A, C]);
        contacts.InOrder.ShouldBe([A, B, C], "doubles count once");

        contacts.Leave(A);
        contacts.InOrder.ShouldBe([B, C, A]);

        contacts.Leave(A);
        contacts.InOrder.ShouldBe([B, C, A], "another call had left it before");

        contacts.Leave(B);
        contacts.Leave(C);
        contacts.InOrder.ShouldBe([A, B, C]);

        contacts.Prefer(C);
        contacts.InOrder.ShouldBe([C, A, B]);
    }

    [Fact]
    public void Members_come_behind_the_configured_nodes_and_replace_those_learned_before()
    {
        var contacts = new ContactPoints([A]);

        contacts.Learn([A, B, C, B]);
        contacts.InOrder.ShouldBe([A, B, C]);
        contacts.Prefer(C);

        contacts.Learn([A, B]);
        contacts.InOrder.ShouldBe([A, B], "the one that was preferred is gone");
        contacts.Prefer(C);
        contacts.InOrder.ShouldBe([A, B], "an answer that came late makes nobody a member");
    }

    [Fact]
    public void No_more_members_are_remembered_than_the_bound()
    {
        var contacts = new ContactPoints([A]);

        contacts.Learn(Enumerable.Range(1, 1_000).Select(number => new Uri($"http://10.0.0.1:{number}")));

        contacts.InOrder.Count.ShouldBe(1 + ContactPoints.LearnedMax);
    }

    [Theory]
    [InlineData("ftp://b")]
    [InlineData("file:///b")]
    [InlineData("http://user:secret@b")]
    public void What_is_no_url_of_a_node_is_not_learned(string url)
    {
        var contacts = new ContactPoints([A]);

        contacts.Learn([new Uri(url)]);

        contacts.InOrder.ShouldBe([A]);
    }

    [Fact]
    public void Who_asks_encrypted_is_not_led_to_nodes_that_are_not()
    {
        var contacts = new ContactPoints([new Uri("https://a")]);

        contacts.Learn([B, new Uri("https://c")]);

        contacts.InOrder.ShouldBe([new Uri("https://a"), new Uri("https://c")]);
    }

    /// <summary>The model: whatever is learned, preferred and left in whatever order, every configured node stays and each node is asked once a round.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261128)]
    public void Configured_nodes_are_never_lost_and_no_node_is_asked_twice(int seed)
    {
        var random = new Random(seed);
        Uri[] all = [.. Enumerable.Range(0, 8).Select(number => new Uri($"http://n{number}"))];
        Uri[] configured = [all[0], all[1], all[2]];
        var contacts = new ContactPoints(configured);
        for (var step = 0; step < 2_000; step++)
        {
            var node = all[random.Next(all.Length)];
            switch (random.Next(3))
            {
                case 0:
                    contacts.Prefer(node);
                    break;
                case 1:
                    var others = contacts.InOrder.Count > 1;
                    contacts.Leave(node);
                    (others && contacts.InOrder[0] == node).ShouldBeFalse($"step {step}, seed {seed}: a node that was left is first");
                    break;
                default:
                    contacts.Learn(all.Where(_ => random.Next(2) == 0));
                    break;
            }

            contacts.InOrder.ShouldBeUnique($"step {step}, seed {seed}");
            configured.ShouldBeSubsetOf(contacts.InOrder, $"step {step}, seed {seed}");
        }
    }
}
